FROM debian:bookworm
RUN printf '#!/bin/sh\napt-cache policy "$1"\n' > /usr/local/bin/v && chmod +x /usr/local/bin/v
RUN apt-get update && apt-get install -y curl
COPY <<EOS /usr/bin/x
#!/bin/sh
apt-file search "$1"
EOS
