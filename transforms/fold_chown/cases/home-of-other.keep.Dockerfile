FROM debian:bookworm-slim
RUN useradd -m -g users app
COPY . /home/app
RUN chown -R app:app /home/app
