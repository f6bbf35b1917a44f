FROM rockylinux:9 AS build
RUN dnf install -y gcc
FROM scratch
COPY --from=build /app /app
