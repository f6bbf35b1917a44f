FROM debian:bookworm-slim
RUN mkdir -p /build/a
WORKDIR /build
RUN make
ENV A=1
COPY conf /etc/conf
WORKDIR /app
CMD ["./run"]
