FROM python:3.12 AS build
FROM python:3.12-slim
COPY --from=build /root/.local /home/app/.local
USER app
FROM mycompany/base
COPY --from=build /root/.local /root/.local
USER app
