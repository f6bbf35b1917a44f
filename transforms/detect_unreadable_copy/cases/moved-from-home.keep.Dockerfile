FROM python:3.12 AS build
RUN pip install --user flask
FROM python:3.12-slim
WORKDIR /root
COPY --from=build /root/.local .local
RUN useradd -m app && mv .local /home/app && chown -R app /home/app
USER app
