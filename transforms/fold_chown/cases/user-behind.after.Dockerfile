FROM golang:1.22 AS b
RUN make

FROM debian:bookworm-slim
WORKDIR /app
RUN useradd a
# The program.
COPY --from=b --chown=a:a /o .
RUN chown a:a /app
