FROM python:3.12-slim
RUN python -m pip --version            \
 && pip install --no-cache-dir flask   \
 && sh -c "echo a                      \
 b" && pip install --no-cache-dir requests \
 && python --version
