FROM ubuntu:24.04
COPY --from=tools:1 /opt/conda /opt/conda
ENV PATH=/opt/conda/bin:$PATH
RUN pip install --no-cache-dir a
