FROM debian:bullseye-slim
RUN groupadd -g 100001 app && useradd -l -u 100001 -g app app
