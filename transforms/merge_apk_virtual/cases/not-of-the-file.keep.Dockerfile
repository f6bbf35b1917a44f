FROM example/tools
RUN apk add --no-cache curl
RUN apk del gcc
