FROM debian:bookworm-slim
RUN git clone https://example.org/app.git /src
RUN make -C /src install || exit 3
RUN rm -rf /src
