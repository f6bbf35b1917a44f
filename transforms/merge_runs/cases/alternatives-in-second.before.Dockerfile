FROM debian:bookworm-slim
RUN git clone https://example.org/app.git /src
RUN rm -r /src || echo "nothing to remove"
