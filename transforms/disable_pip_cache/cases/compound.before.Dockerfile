FROM python:3.12-slim
RUN if [ "$TESTS" ]; then pip install pytest; else pip install flask || pip install flask==3.0.3; fi
RUN for name in a b; do pip install "$name"; done; ( cd /src && pip install . )
