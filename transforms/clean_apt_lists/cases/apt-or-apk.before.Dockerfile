FROM example.org/base
RUN apt-get update && apt-get install -y curl || apk add --no-cache curl
