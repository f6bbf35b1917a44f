FROM continuumio/miniconda3:4.10.3
RUN conda install -y numpy
RUN conda update -n base -c defaults conda \
    && conda create -y -n x python=3.9
