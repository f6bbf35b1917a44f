FROM debian:bookworm-slim
COPY . /src/
RUN cd /src && make
CMD ["./run"]
