FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y 'php8.2-*'
RUN apt-get update && apt-get install -y curl=7.*
RUN apt-get install -y '^libfoo[0-9]' && apt-get install -y 'libbar$' && apt-get install -y '~nbaz' 'a|b'
