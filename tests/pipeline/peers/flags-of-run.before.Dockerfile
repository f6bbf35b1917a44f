# syntax=docker/dockerfile:1
FROM python:3.12-bookworm
RUN --mount=type=cache,target=/root/.cache/pip pip install flask
RUN --mount=type=secret,id=npm,target=/root/.npmrc --network=none npm ci
RUN --mount=type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y jq
RUN --network=none touch /a
RUN --security=insecure touch /b
RUN --mount=type=bind,source=x,target=/x cat /x
