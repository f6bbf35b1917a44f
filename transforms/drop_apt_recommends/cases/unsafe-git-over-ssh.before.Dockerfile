FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y git
RUN git clone git@git.example.org:team/app.git
