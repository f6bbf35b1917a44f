FROM python:3.12 AS build
RUN apt-get update && apt-get install -y python3-venv
RUN /usr/bin/python3 -m venv /opt/venv
FROM python:3.11-slim-bookworm
COPY --from=build /opt/venv /opt/venv
FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends python3
COPY --from=build /usr/lib/python3/dist-packages /usr/lib/python3.11/dist-packages
COPY --from=build /usr/local/lib/python3.11/dist-packages /usr/local/lib/python3.11/dist-packages
