FROM continuumio/miniconda3
RUN conda create -y -p /env python=3.9 && rm -rf /opt/conda
