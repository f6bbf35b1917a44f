FROM debian:bookworm-slim
RUN mkdir -p /build/a
RUN cd /build && make
ENV A=1
COPY conf /etc/conf
WORKDIR /app
CMD ["./run"]
