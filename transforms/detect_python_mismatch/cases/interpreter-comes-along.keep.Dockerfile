FROM python:3.11-bookworm AS build
RUN python -m venv /opt/venv
FROM debian:12
COPY --from=build /usr/local /usr/local
COPY --from=build /opt/venv /opt/venv
FROM debian:12
RUN apt-get update && apt-get install -y python3 && ln -s /usr/bin/python3 /usr/local/bin/python
COPY --from=build /opt/venv /opt/venv
