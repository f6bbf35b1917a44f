FROM debian:bookworm-slim
COPY . /home/app
RUN useradd -m app && chown -R app:app /home/app
