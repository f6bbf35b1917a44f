FROM debian:bookworm-slim
RUN useradd -m app
WORKDIR /home/app
COPY . .
RUN chown -R app:app /home/app
