FROM debian:bookworm-slim
WORKDIR /app
COPY . .
RUN make
CMD ["./run"]
