FROM continuumio/miniconda3:24.1.2-0
RUN conda install -y mamba && mamba install -y numpy && conda uninstall -y mamba
