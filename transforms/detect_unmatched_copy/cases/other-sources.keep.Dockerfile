FROM node:22 AS build
FROM node:22
COPY --from=build /missing /missing
ADD https://example.org/missing.txt /missing.txt
COPY $UNKNOWN /app/
COPY <<EOF /etc/motd
hello
EOF
