FROM rockylinux:9 AS build
RUN dnf install -y gcc && dnf clean all
FROM scratch
COPY --from=build /app /app
