FROM alpine:3.20 AS build
RUN apk add --no-cache gcc
RUN gcc --version > /version
RUN apk del gcc
FROM scratch
COPY --from=build /version /
