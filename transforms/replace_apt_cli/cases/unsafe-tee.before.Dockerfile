FROM debian:bookworm-slim
RUN apt-get install vim | tee /log
