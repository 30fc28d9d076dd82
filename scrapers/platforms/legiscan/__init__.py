"""LegiScan, https://legiscan.com: the legislation of all states, the District and Congress in one shape.

Source of names and numbers: LegiScan API User Manual 1.91, and the captures of its answers and files.
"""
