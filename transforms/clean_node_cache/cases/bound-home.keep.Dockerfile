# syntax=docker/dockerfile:1
FROM node:20
RUN --mount=type=bind,target=/root npm ci
