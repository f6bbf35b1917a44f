FROM continuumio/miniconda3
USER app
RUN conda create -y -n x python=3.9
