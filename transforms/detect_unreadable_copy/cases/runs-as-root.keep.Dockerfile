ARG U
FROM python:3.12 AS build
FROM python:3.12-slim
COPY --from=build /root/.local /root/.local
USER root
FROM python:3.12-slim
ARG U
COPY --from=build /root/.local /root/.local
USER $U
