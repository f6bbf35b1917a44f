FROM condaforge/mambaforge:latest
RUN mamba install -y numpy && echo done && mamba clean -afy
RUN mamba env update -n base -f e.yml && mamba clean -afy
FROM mambaorg/micromamba:1.5.8
RUN micromamba install -y -n base -f /tmp/env.yaml && micromamba clean --all --yes
FROM condaforge/miniforge3:24.3.0-0
USER root
RUN set -e; conda install -y a; echo b; conda clean -afy
RUN /opt/conda/bin/conda env create -f e.yml && /opt/conda/bin/conda clean -afy
