FROM debian:bookworm-slim
WORKDIR /app
COPY . .
RUN cd /opt && touch a
RUN cd /app && make
