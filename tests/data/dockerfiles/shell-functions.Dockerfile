FROM bash:5.2
RUN f() { echo "$1"; }; f one && \
    { f two; f three; } | sort -r > /out; \
    while read -r line; do echo "got $line"; done < /out
RUN if [ "$(id -u)" = "0" ]; then \
      echo root; \
    else \
      echo other; \
    fi
