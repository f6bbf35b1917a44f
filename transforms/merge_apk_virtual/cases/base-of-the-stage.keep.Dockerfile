FROM alpine:3.20 AS tools
RUN apk add --no-cache gcc
FROM tools
RUN apk del gcc
