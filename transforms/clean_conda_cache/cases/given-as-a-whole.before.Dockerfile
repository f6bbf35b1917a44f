FROM continuumio/miniconda3 AS build
RUN conda install -y numpy
FROM debian:bookworm-slim
COPY --from=build /opt/conda /opt/conda
