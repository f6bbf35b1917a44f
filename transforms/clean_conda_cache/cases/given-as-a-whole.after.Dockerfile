FROM continuumio/miniconda3 AS build
RUN conda install -y numpy && conda clean -afy
FROM debian:bookworm-slim
COPY --from=build /opt/conda /opt/conda
