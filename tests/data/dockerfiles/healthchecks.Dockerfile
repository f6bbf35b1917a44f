FROM postgres:16
HEALTHCHECK --interval=10s --timeout=2s \
  --start-period=30s --start-interval=1s \
  --retries=3 \
  CMD pg_isready -U postgres || exit 1
USER postgres
