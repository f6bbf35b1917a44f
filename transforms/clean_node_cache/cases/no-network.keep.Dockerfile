# syntax=docker/dockerfile:1
FROM node:20
RUN --network=none npm ci
