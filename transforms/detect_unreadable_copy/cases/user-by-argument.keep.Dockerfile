FROM python:3.12 AS build
FROM python:3.12-slim
ARG WHO=app
COPY --from=build /root/.cache /root/.cache
USER $WHO
FROM python:3.12-slim
RUN useradd -o -u 0 boss
COPY --from=build /root/.cache /root/.cache
USER boss
