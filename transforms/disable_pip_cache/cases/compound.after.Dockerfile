FROM python:3.12-slim
RUN if [ "$TESTS" ]; then pip install --no-cache-dir pytest; else pip install --no-cache-dir flask || pip install --no-cache-dir flask==3.0.3; fi
RUN for name in a b; do pip install --no-cache-dir "$name"; done; ( cd /src && pip install --no-cache-dir . )
