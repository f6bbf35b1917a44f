FROM example.org/base
RUN if command -v sudo; then sudo apt-get update && sudo apt-get install -y curl; fi
