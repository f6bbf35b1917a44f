FROM python:3.12 AS build
RUN pip install --user flask
FROM python:3.12-slim
COPY --from=build /root/.local /root/.local
WORKDIR /root
COPY --from=build /root/.cache .cache
USER 1000
