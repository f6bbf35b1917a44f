FROM debian:bookworm-slim
RUN echo $(apt install jq)
RUN sh -c "apt install jq"
