# syntax=docker/dockerfile:1
FROM node:22-bookworm
RUN --mount=type=secret,id=npm curl -o /tmp/npmrc --config /run/secrets/npm https://example.org/npmrc
RUN npm ci --userconfig /tmp/npmrc && rm /tmp/npmrc
