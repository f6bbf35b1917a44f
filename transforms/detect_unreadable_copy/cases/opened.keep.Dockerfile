FROM python:3.12 AS build
FROM python:3.12-slim
COPY --from=build /root/.local /root/.local
RUN chmod 755 /root
USER app
