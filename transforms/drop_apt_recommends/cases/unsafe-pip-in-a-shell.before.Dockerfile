FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y python3-pip
RUN bash -c "pip3 install psycopg2"
