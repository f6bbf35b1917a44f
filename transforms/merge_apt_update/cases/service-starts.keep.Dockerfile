FROM debian:bookworm-slim
RUN apt-get update
RUN apt-get install -y postgresql && service postgresql start
