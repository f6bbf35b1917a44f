FROM golang:1.22 AS b
RUN make

FROM debian:bookworm-slim
WORKDIR /app
# The program.
COPY --from=b /o .
RUN useradd a && chown -R a:a /app
