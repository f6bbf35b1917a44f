FROM python:3.9 AS build
RUN pip install --target /opt/python/lib/python3.9/site-packages requests
FROM python:3.12-slim AS pack
COPY --from=build /opt/python/lib/python3.9/site-packages /opt/python/lib/python3.9/site-packages
RUN cd /opt && python -m zipfile -c /layer.zip python
