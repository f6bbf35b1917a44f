FROM debian:bookworm-slim
WORKDIR /app
COPY . .
RUN cd /app && make
CMD ["./run"]
