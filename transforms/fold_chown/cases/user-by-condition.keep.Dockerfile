FROM debian:bookworm-slim
RUN id app || useradd app
COPY . /app
RUN chown -R app:app /app
